// People beside the demo's super admin, and what they need to come in.
import {createHmac} from 'node:crypto';

export const longPassword = 'three unlikely garden spoons';

function base32Bytes(text) {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const letter of text) bits += alphabet.indexOf(letter).toString(2).padStart(5, '0');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

/** The code of the second factor (RFC 6238) for that step of 30 seconds, the present one by default. */
export function totp(secret, step = Math.floor(Date.now() / 30000)) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', base32Bytes(secret.replaceAll(' ', ''))).update(counter).digest();
  const at = hash[19] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}

/** A user with a password of its own; gives its e-mail address. */
export async function addUser(api, email, role, company) {
  await api.call('POST', '/superadmin/api/users',
                 {email, role, password: longPassword, ...(company ? {company_id: company} : {})});
  return email;
}

/** Signs in through the page. */
export async function enter(client, email, password = longPassword) {
  await client.get('textbox', 'Email').fill(email);
  await client.get('textbox', 'Password').fill(password);
  await client.page.keyboard.press('Enter');
}

export async function entered(client) {
  await client.page.waitForFunction(() => document.documentElement.dataset.signedIn === 'true');
  await client.settled();
}
