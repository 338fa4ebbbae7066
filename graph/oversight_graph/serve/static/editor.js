// The editor YASGUI, asking the endpoint of this server and nothing else: what would look names up elsewhere is off.
Yasgui.Yasqe.defaults.autocompleters = ["variables"];
Yasgui.Yasqe.defaults.createShareableLink = null;
const field = document.querySelector("#first");
new Yasgui(document.querySelector("#yasgui"), {
  autofocus: true,
  copyEndpointOnNewTab: true,
  endpointCatalogueOptions: { getData: () => [] },
  persistenceId: "oversight",
  requestConfig: { endpoint: `${location.origin}/sparql`, method: "GET" },
  yasqe: { value: field?.value },
});
// What the editor leaves without a name, or with a role that it does not fill, gets one whenever it draws itself anew.
const names = {
  ".autocomplete": "Endpoint",
  ".CodeMirror textarea": "Query",
  ".tableSizer": "Rows of a page",
  ".tableFilter": "Only rows with",
};
const name = () => {
  for (const [which, text] of Object.entries(names))
    document.querySelectorAll(which).forEach((each) => each.setAttribute("aria-label", text));
  document.querySelectorAll(".tabsList button:not([role])").forEach((each) => {
    each.setAttribute("role", "tab"); // what opens a new tab stands among the tabs
    each.setAttribute("aria-selected", "false");
  });
};
new MutationObserver(name).observe(document.querySelector("#yasgui"), { childList: true, subtree: true });
name();
