// Keeps what it makes, until the kernel ends it.
const kept = [];

export const options = { vus: 1, duration: '10m' };

export default function () {
  kept.push(new Uint8Array(8 << 20).fill(1));
}
