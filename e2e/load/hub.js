// A load test of a WebSocket server: clients come, broadcasts go on, then most clients leave at once, a few stay and a few
// keep reconnecting. Those who left come back and leave again: a server that was lucky once need not be lucky twice.
//
//   k6 run -e TARGET=10.77.1.5:8080 [-e CLIENTS=600] [-e LEAVE_AT=25] [-e DURATION=120] [-e BROADCASTS=40] e2e/load/hub.js
import http from 'k6/http';
import ws from 'k6/ws';
import exec from 'k6/execution';
import { sleep } from 'k6';

const target = __ENV.TARGET || '127.0.0.1:8080';
const clients = Number(__ENV.CLIENTS || 600);
const leaveAt = Number(__ENV.LEAVE_AT || 25); // seconds into the test
const duration = Number(__ENV.DURATION || 120); // seconds
const broadcasts = Number(__ENV.BROADCASTS || 40); // per second
const stay = 0.2; // share of the clients that stay to the end
const back = 75; // seconds from one leaving to the next: longer than what a policy needs to notice

export const options = {
  discardResponseBodies: true,
  summaryTrendStats: ['med', 'p(95)', 'max'],
  scenarios: {
    clients: { executor: 'per-vu-iterations', exec: 'client', vus: clients, iterations: 1, maxDuration: `${duration}s`, gracefulStop: '1s' },
    returning: { executor: 'constant-vus', exec: 'returning', vus: 5, startTime: '5s', duration: `${duration - 5}s`, gracefulStop: '1s' },
    broadcasts: {
      executor: 'constant-arrival-rate', exec: 'broadcast', rate: broadcasts, timeUnit: '1s', startTime: '5s',
      duration: `${duration - 5}s`, preAllocatedVUs: 20, maxVUs: 20, gracefulStop: '1s',
    },
  },
};

function connect(milliseconds) {
  ws.connect(`ws://${target}/ws`, {}, (socket) => {
    socket.on('open', () => socket.setTimeout(() => socket.close(), Math.max(1, milliseconds)));
  });
}

export function client() {
  sleep(Math.random() * 4); // arrive over a few seconds
  const stays = Math.random() < stay;
  let until = stays ? duration - 1 : leaveAt;
  connect(until * 1000 - exec.instance.currentTestRunDuration);
  while (!stays && until + back < duration) {
    until += back;
    sleep(until - exec.instance.currentTestRunDuration / 1000 - 15 + Math.random() * 4);
    connect(until * 1000 - exec.instance.currentTestRunDuration);
  }
}

export function returning() {
  connect(3000);
  sleep(1);
}

export function broadcast() {
  http.post(`http://${target}/broadcast`, JSON.stringify({ type: 'message', text: 'x'.repeat(2048) }), { timeout: '2s' });
}
