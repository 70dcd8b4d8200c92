// Algorithms that the pages name, by node's crypto where it has them. Curve arithmetic of
// secp256k1 and Ed25519 by the formulas of SEC 1 and RFC 8032.
import { createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, verify } from 'node:crypto';
import { refuse } from './cbor.mjs';
import { keccak256 } from './keccak.mjs';

const number = (bytes) => BigInt('0x' + (bytes.toString('hex') || '0'));
const little = (bytes) => number(Buffer.from(bytes).reverse());
const mod = (a, p) => ((a % p) + p) % p;
const power = (base, exponent, p) => {
  let result = 1n;
  for (let b = mod(base, p), e = exponent; e > 0n; e >>= 1n, b = (b * b) % p) if (e & 1n) result = (result * b) % p;
  return result;
};
const inverse = (a, p) => power(a, p - 2n, p);

// Ed25519 and X25519.
const P25519 = 2n ** 255n - 19n;
const D25519 = mod(-121665n * inverse(121666n, P25519), P25519);
const addEdwards = ([x1, y1], [x2, y2]) => {
  const k = mod(D25519 * x1 * x2 * y1 * y2, P25519);
  return [
    mod((x1 * y2 + x2 * y1) * inverse(1n + k, P25519), P25519),
    mod((y1 * y2 + x1 * x2) * inverse(mod(1n - k, P25519), P25519), P25519),
  ];
};

export function ed25519Key(key) {
  const y = little(key) & (2n ** 255n - 1n);
  if (y >= P25519) refuse('an Ed25519 key in another encoding');
  const x2 = mod((y * y - 1n) * inverse(D25519 * y * y + 1n, P25519), P25519);
  let x = power(x2, (P25519 + 3n) / 8n, P25519);
  if (mod(x * x, P25519) !== x2) x = mod(x * power(2n, (P25519 - 1n) / 4n, P25519), P25519);
  if (mod(x * x, P25519) !== x2) refuse('an Ed25519 key that is not on the curve');
  const odd = BigInt(key[31] >> 7);
  if (x === 0n && odd) refuse('an Ed25519 key with a sign that it has not');
  let point = [(x & 1n) === odd ? x : P25519 - x, y];
  for (let i = 0; i < 3; i++) point = addEdwards(point, point);
  if (point[0] === 0n && point[1] === 1n) refuse('an Ed25519 key of small order');
  return key;
}

const okp = (crv, x) => createPublicKey({ key: { kty: 'OKP', crv, x: x.toString('base64url') }, format: 'jwk' });

export const signedBy = (key, message, signature) => verify(null, message, okp('Ed25519', key), signature);

export function x25519Key(key) {
  if (key[31] & 0x80 || little(key) >= P25519) refuse('an X25519 key in another encoding');
  agree(Buffer.alloc(32, 1), key);
  return key;
}

// PKCS #8 of RFC 8410; the last byte of the algorithm tells X25519 (6e) from Ed25519 (70).
const privateKey = (raw, algorithm) => createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b65' + algorithm + '04220420', 'hex'), raw]), format: 'der', type: 'pkcs8' });
const publicOf = (key) => Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x, 'base64url');

export const publicX25519 = (raw) => publicOf(privateKey(raw, '6e'));
export const publicEd25519 = (raw) => publicOf(privateKey(raw, '70'));

export function agree(raw, other) {
  let shared;
  try {
    shared = diffieHellman({ privateKey: privateKey(raw, '6e'), publicKey: okp('X25519', other) });
  } catch { return refuse('a shared secret of zero'); }
  return shared.equals(Buffer.alloc(32)) ? refuse('a shared secret of zero') : shared;
}

export const hkdf = (secret, info) => Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), info, 32));

export function openGcm(key, nonce, data, sealed) {
  if (sealed.length < 16) refuse('too short for a tag');
  const cipher = createDecipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(data);
  cipher.setAuthTag(sealed.subarray(sealed.length - 16));
  try {
    return Buffer.concat([cipher.update(sealed.subarray(0, sealed.length - 16)), cipher.final()]);
  } catch { return refuse('not sealed by this key for this place'); }
}

// secp256k1.
const P = 2n ** 256n - 2n ** 32n - 977n;
export const N = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const G = [0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
  0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n];

// Points in Jacobian coordinates; null at infinity.
function twice(p) {
  if (p === null) return null;
  const [x, y, z] = p, yy = mod(y * y, P), s = mod(4n * x * yy, P), m = mod(3n * x * x, P);
  const x3 = mod(m * m - 2n * s, P);
  return [x3, mod(m * (s - x3) - 8n * yy * yy, P), mod(2n * y * z, P)];
}

function plus(p, q) {
  if (p === null) return q;
  if (q === null) return p;
  const zz1 = mod(p[2] * p[2], P), zz2 = mod(q[2] * q[2], P);
  const u1 = mod(p[0] * zz2, P), u2 = mod(q[0] * zz1, P);
  const s1 = mod(p[1] * q[2] * zz2, P), s2 = mod(q[1] * p[2] * zz1, P);
  const h = mod(u2 - u1, P), r = mod(s2 - s1, P);
  if (h === 0n) return r === 0n ? twice(p) : null;
  const hh = mod(h * h, P), hhh = mod(h * hh, P), v = mod(u1 * hh, P);
  const x3 = mod(r * r - hhh - 2n * v, P);
  return [x3, mod(r * (v - x3) - s1 * hhh, P), mod(h * p[2] * q[2], P)];
}

function times(k, p) {
  let sum = null;
  for (let add = p; k > 0n; k >>= 1n, add = twice(add)) if (k & 1n) sum = plus(sum, add);
  return sum;
}

// x and y of the key that signed, 64 bytes; low s wanted (EIP-2).
export function recover(digest, compact, parity) {
  const r = number(compact.subarray(0, 32)), s = number(compact.subarray(32));
  if (r < 1n || r >= N || s < 1n || s > N / 2n) refuse('r or s out of range');
  const yy = mod(r * r * r + 7n, P);
  const y = power(yy, (P + 1n) / 4n, P);
  if (mod(y * y, P) !== yy) refuse('r is no point');
  const point = [r, (y & 1n) === BigInt(parity) ? y : P - y, 1n];
  const back = inverse(r, N);
  const key = plus(times(mod(-number(digest) * back, N), [...G, 1n]), times(mod(s * back, N), point));
  if (key === null) refuse('recovers to nothing');
  const z = inverse(key[2], P), zz = mod(z * z, P);
  const hex = (v) => v.toString(16).padStart(64, '0');
  return Buffer.from(hex(mod(key[0] * zz, P)) + hex(mod(key[1] * zz * z, P)), 'hex');
}

export const addressOf = (key64) => keccak256(key64).subarray(12);

// EIP-55.
export function checksum(address) {
  const text = address.toString('hex'), hash = keccak256(Buffer.from(text, 'ascii')).toString('hex');
  return '0x' + [...text].map((c, i) => (parseInt(hash[i], 16) > 7 ? c.toUpperCase() : c)).join('');
}
