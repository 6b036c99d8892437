// How long a healthy server's answers take: 200 clients stay, broadcasts go on, and requests are timed, for the first half of the
// test and for the second, in which somebody takes dumps.
//
//   k6 run -e TARGET=10.77.1.5:8080 [-e HALF=30] e2e/load/latency.js
import http from 'k6/http';
import ws from 'k6/ws';
import { sleep } from 'k6';

const target = __ENV.TARGET || '127.0.0.1:8080';
const half = Number(__ENV.HALF || 30); // seconds
const warmUp = 5; // seconds
const end = warmUp + 2 * half;

const requests = { executor: 'constant-arrival-rate', exec: 'request', rate: 200, timeUnit: '1s', duration: `${half}s`, preAllocatedVUs: 20, gracefulStop: '1s' };

export const options = {
  discardResponseBodies: true,
  summaryTrendStats: ['med', 'p(95)', 'p(99)', 'max', 'count'],
  // a threshold that always holds: it makes the summary tell the two apart
  thresholds: { 'http_req_duration{scenario:without_dumps}': ['max>=0'], 'http_req_duration{scenario:with_dumps}': ['max>=0'] },
  scenarios: {
    clients: { executor: 'per-vu-iterations', exec: 'client', vus: 200, iterations: 1, maxDuration: `${end}s`, gracefulStop: '1s' },
    broadcasts: { executor: 'constant-arrival-rate', exec: 'broadcast', rate: 20, timeUnit: '1s', duration: `${end}s`, preAllocatedVUs: 10, gracefulStop: '1s' },
    without_dumps: { ...requests, startTime: `${warmUp}s` },
    bell: { executor: 'shared-iterations', exec: 'bell', vus: 1, iterations: 1, startTime: `${warmUp + half}s` },
    with_dumps: { ...requests, startTime: `${warmUp + half}s` },
  },
};

export function client() {
  sleep(Math.random() * 3);
  ws.connect(`ws://${target}/ws`, {}, (socket) => {
    socket.on('open', () => socket.setTimeout(() => socket.close(), end * 1000));
  });
}

export function broadcast() {
  http.post(`http://${target}/broadcast`, 'tick', { timeout: '2s' });
}

export function request() {
  http.get(`http://${target}/health`, { timeout: '5s' });
}

export function bell() {
  console.log('half time');
}
