@NullMarked
package dev.stuckpod.operator.inject.facts;

import org.jspecify.annotations.NullMarked;
