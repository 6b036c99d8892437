/** What a stranger can do to a port. Other modules use it through this module's test jar. */
@NullMarked
package dev.stuckpod.door.flood;

import org.jspecify.annotations.NullMarked;
