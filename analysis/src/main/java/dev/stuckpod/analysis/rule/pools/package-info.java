/** Workers, permits and slots that are all taken by those who wait for one. */
@NullMarked
package dev.stuckpod.analysis.rule.pools;

import org.jspecify.annotations.NullMarked;
