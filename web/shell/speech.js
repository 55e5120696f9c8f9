// What screen readers are told besides the page itself.

const regions = {
  polite: document.getElementById('polite'),
  assertive: document.getElementById('assertive'),
};

export function announce(text, urgent) {
  const region = urgent ? regions.assertive : regions.polite;
  // The same words twice are a change only if the region was empty in between.
  region.textContent = '';
  setTimeout(() => {
    region.textContent = text;
  }, 50);
}
