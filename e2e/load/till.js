// A day at the till: sales all the time, refunds too from LUNCH on.
//
//   k6 run -e TARGET=10.77.1.5:8080 [-e LUNCH=20] [-e DURATION=120] [-e RATE=40] e2e/load/till.js
import http from 'k6/http';

const target = __ENV.TARGET || '127.0.0.1:8080';
const lunch = Number(__ENV.LUNCH || 20); // seconds into the test
const duration = Number(__ENV.DURATION || 120); // seconds
const rate = Number(__ENV.RATE || 40); // customers of each kind per second

const customers = (exec, startTime) => ({
  executor: 'constant-arrival-rate', exec, rate, timeUnit: '1s', startTime: `${startTime}s`, duration: `${duration - startTime}s`,
  preAllocatedVUs: 40, maxVUs: 40, gracefulStop: '1s',
});

export const options = {
  discardResponseBodies: true,
  summaryTrendStats: ['med', 'p(95)', 'max'],
  scenarios: { sales: customers('sale', 0), refunds: customers('refund', lunch) },
};

export function sale() {
  http.post(`http://${target}/sale`, null, { timeout: '5s' });
}

export function refund() {
  http.post(`http://${target}/refund`, null, { timeout: '5s' });
}
