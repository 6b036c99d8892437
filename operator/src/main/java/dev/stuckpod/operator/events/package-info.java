/** Writes Kubernetes Events about pods, policies and analyses: short, and not twice. */
@NullMarked
package dev.stuckpod.operator.events;

import org.jspecify.annotations.NullMarked;
