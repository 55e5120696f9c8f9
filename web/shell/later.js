// The program comes in two parts (cmake/split.py): what the first page needs, and all else, which is fetched while
// that page is looked at already. Calls into the later part go through the table of functions; until it has come,
// these functions stand there.

let first = null;
let here = false;

export const laterIsHere = () => here;

function table() {
  return Object.values(first.exports).find((it) => it instanceof WebAssembly.Table);
}

const imports = () => ({first: first.exports});

/** Somebody cannot wait. The client asks for nothing of the later part before it is here; this is for mistakes. */
function fetchNow(place) {
  console.error(`The later part of the program is fetched while the page stands still, for its function ${place}.`);
  const request = new XMLHttpRequest();
  request.open('GET', 'later.wasm', false);
  request.overrideMimeType('text/plain; charset=x-user-defined');  // only texts come synchronously
  request.send();
  const content = Uint8Array.from(request.responseText, (character) => character.charCodeAt(0) & 255);
  new WebAssembly.Instance(new WebAssembly.Module(content), imports());
  here = true;
}

/** What the first part imports under "later": a function for each place in the table. */
export const placeholders = new Proxy({}, {
  get: (_, place) => (...values) => {
    if (!here) fetchNow(place);
    return table().get(Number(place))(...values);
  },
});

/** Before anything of the first part is called. */
export function useFirst(instance) {
  first = instance;
}

/** Instantiating puts its functions into the table. */
export async function fetchLater() {
  await WebAssembly.instantiateStreaming(fetch('later.wasm'), imports());
  here = true;
}
