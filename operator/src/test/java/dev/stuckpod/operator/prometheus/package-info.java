/**
 * A real Prometheus for tests: one that is given a past to evaluate at any time, or one that
 * scrapes. Its binaries come from {@code e2e/cluster/tool}.
 */
@NullMarked
package dev.stuckpod.operator.prometheus;

import org.jspecify.annotations.NullMarked;
