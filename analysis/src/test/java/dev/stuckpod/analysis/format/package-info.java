/** Tests of the parsers, on real dumps. */
@NullMarked
package dev.stuckpod.analysis.format;

import org.jspecify.annotations.NullMarked;
