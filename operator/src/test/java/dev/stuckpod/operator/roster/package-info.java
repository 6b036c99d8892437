@NullMarked
package dev.stuckpod.operator.roster;

import org.jspecify.annotations.NullMarked;
