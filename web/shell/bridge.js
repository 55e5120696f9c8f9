// Calls from JavaScript into the WebAssembly module.

let wasm = null;

export function attach(module) {
  wasm = module;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * Calls an exported function. Strings and byte arrays become two arguments, address and length; they
 * are the callee's only during the call. The heap is looked up after each allocation, because growing
 * it replaces its views.
 */
export function call(name, ...values) {
  const args = [];
  const addresses = [];
  for (const value of values) {
    if (typeof value === 'string' || value instanceof Uint8Array) {
      const bytes = typeof value === 'string' ? encoder.encode(value) : value;
      const address = wasm._malloc(bytes.length + 1);
      wasm.HEAPU8.set(bytes, address);
      wasm.HEAPU8[address + bytes.length] = 0;
      addresses.push(address);
      args.push(address, bytes.length);
    } else {
      args.push(value);
    }
  }
  const result = wasm['_' + name](...args);
  for (const address of addresses) wasm._free(address);
  return result;
}

/** The UTF-8 text at an address. */
export function textAt(address, length) {
  return decoder.decode(wasm.HEAPU8.subarray(address, address + length));
}

/** A copy of the bytes at an address. */
export function bytesAt(address, length) {
  return wasm.HEAPU8.slice(address, address + length);
}

/** Puts a text into memory for C++, which frees it. */
export function giveText(text) {
  const bytes = encoder.encode(text);
  const address = wasm._malloc(bytes.length + 1);
  wasm.HEAPU8.set(bytes, address);
  wasm.HEAPU8[address + bytes.length] = 0;
  return address;
}
