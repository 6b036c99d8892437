/** Tests of package scrape. */
@NullMarked
package dev.stuckpod.operator.scrape;

import org.jspecify.annotations.NullMarked;
