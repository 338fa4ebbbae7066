"""Lists that are no plan and no minutes: of what meetings are to deal with."""
