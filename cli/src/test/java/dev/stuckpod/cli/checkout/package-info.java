/**
 * What a checkout promises to whoever joins: that it builds with a JDK alone, that its documents
 * name what there is, and that its version stands in one place.
 */
@NullMarked
package dev.stuckpod.cli.checkout;

import org.jspecify.annotations.NullMarked;
