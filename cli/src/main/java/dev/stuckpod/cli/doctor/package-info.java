/** Whether all is ready to notice a stuck pod and take its dump; each problem with its remedy. */
@NullMarked
package dev.stuckpod.cli.doctor;

import org.jspecify.annotations.NullMarked;
