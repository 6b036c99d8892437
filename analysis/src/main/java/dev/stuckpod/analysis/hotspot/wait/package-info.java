/** What threads wait for, and who holds it, as the JVM prints it. */
@NullMarked
package dev.stuckpod.analysis.hotspot.wait;

import org.jspecify.annotations.NullMarked;
