/**
 * Has sidecars glance: once for who asks, and again and again at the pods of policies that have a
 * lockWait rule.
 */
@NullMarked
package dev.stuckpod.operator.lookout;

import org.jspecify.annotations.NullMarked;
