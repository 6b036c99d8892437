/**
 * Every port of operator and sidecar. Connections are bounded before anything that they send is
 * believed: how many there are, of one address and of all, and how long each may take to say what.
 */
@NullMarked
package dev.stuckpod.door;

import org.jspecify.annotations.NullMarked;
