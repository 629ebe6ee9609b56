const OFFSET = 0x6c62272e07bb014262b821756295c58dn;
const PRIME = 0x0000000001000000000000000000013bn;
const BITS = (1n << 128n) - 1n;

/** FNV-1a of 128 bits, as 32 hexadecimal digits (hash/fnv.New128a). The text is ASCII. */
export function fnv128a(text: string): string {
  let hash = OFFSET;
  for (let i = 0; i < text.length; i++) hash = ((hash ^ BigInt(text.charCodeAt(i))) * PRIME) & BITS;
  return hash.toString(16).padStart(32, '0');
}
