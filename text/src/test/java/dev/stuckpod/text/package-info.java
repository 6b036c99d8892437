@NullMarked
package dev.stuckpod.text;

import org.jspecify.annotations.NullMarked;
