// What a server gives that is asked all the time: 100 clients stay, broadcasts go on, and requests follow one another. Prints one line:
// requests a second, median, p95 and p99 in milliseconds, failed requests.
//
//   k6 run --quiet -e TARGET=10.77.1.5:8080 [-e DURATION=20] [-e ASKING=8 | -e RATE=3000] e2e/load/steady.js
import http from 'k6/http';
import ws from 'k6/ws';
import { sleep } from 'k6';

const target = __ENV.TARGET || '127.0.0.1:8080';
const duration = Number(__ENV.DURATION || 20); // seconds, and as many more as the clients need to come
const asking = Number(__ENV.ASKING || 8);
const rate = Number(__ENV.RATE || 0); // a second; 0: as many as are answered
const arrival = 3;

export const options = {
  discardResponseBodies: true,
  summaryTrendStats: ['med', 'p(95)', 'p(99)', 'count'],
  thresholds: { 'http_req_duration{scenario:requests}': ['max>=0'], 'http_req_failed{scenario:requests}': ['rate>=0'] },
  scenarios: {
    clients: { executor: 'per-vu-iterations', exec: 'client', vus: 100, iterations: 1, maxDuration: `${arrival + duration}s`, gracefulStop: '1s' },
    broadcasts: { executor: 'constant-arrival-rate', exec: 'broadcast', rate: 10, timeUnit: '1s', startTime: `${arrival}s`, duration: `${duration}s`, preAllocatedVUs: 5, gracefulStop: '1s' },
    requests: {
      ...(rate ? { executor: 'constant-arrival-rate', rate, timeUnit: '1s', preAllocatedVUs: 50 } : { executor: 'constant-vus', vus: asking }),
      exec: 'request', startTime: `${arrival}s`, duration: `${duration}s`, gracefulStop: '1s',
    },
  },
};

export function client() {
  sleep(Math.random() * (arrival - 1));
  ws.connect(`ws://${target}/ws`, {}, (socket) => {
    socket.on('open', () => socket.setTimeout(() => socket.close(), (arrival + duration + 5) * 1000));
  });
}

export function broadcast() {
  http.post(`http://${target}/broadcast`, 'tick', { timeout: '2s' });
}

export function request() {
  http.get(`http://${target}/health`, { timeout: '5s' });
}

export function handleSummary(data) {
  const took = data.metrics['http_req_duration{scenario:requests}'].values;
  const failed = data.metrics['http_req_failed{scenario:requests}'].values;
  const figures = [took.count / duration, took.med, took['p(95)'], took['p(99)'], failed.passes];
  return { stdout: figures.map((n) => n.toFixed(3)).join(' ') + '\n' };
}
