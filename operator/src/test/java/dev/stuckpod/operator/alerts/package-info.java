/** A real Alertmanager for tests. Its binary comes from {@code e2e/cluster/tool}. */
@NullMarked
package dev.stuckpod.operator.alerts;

import org.jspecify.annotations.NullMarked;
