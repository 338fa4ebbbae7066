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
