"""What plans name against what meetings did."""
