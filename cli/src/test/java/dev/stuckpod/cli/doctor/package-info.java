/** Whether all is ready. */
@NullMarked
package dev.stuckpod.cli.doctor;

import org.jspecify.annotations.NullMarked;
