/** Tests of package scrape. */
@NullMarked
package dev.stuckpod.operator.loadtest.scrape;

import org.jspecify.annotations.NullMarked;
