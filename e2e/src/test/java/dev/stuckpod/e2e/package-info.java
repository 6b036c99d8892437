/**
 * The whole chain on a real cluster: real apps that get stuck, a real load, a real Prometheus, the
 * operator as a user installs it. One class for each situation that a user may meet.
 */
package dev.stuckpod.e2e;
