<<<<<<< HEAD
/** Tests of package publish. */
=======
/** What is kept of a dump, and within which bounds. */
>>>>>>> failures
@NullMarked
package dev.stuckpod.operator.publish;

import org.jspecify.annotations.NullMarked;
