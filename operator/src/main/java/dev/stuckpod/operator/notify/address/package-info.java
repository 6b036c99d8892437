/**
 * Addresses that notifications go to, as the operator's configuration says, and what each wants.
 */
@NullMarked
package dev.stuckpod.operator.notify.address;

import org.jspecify.annotations.NullMarked;
