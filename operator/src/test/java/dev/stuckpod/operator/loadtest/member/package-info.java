/** Tests of package member. */
@NullMarked
package dev.stuckpod.operator.loadtest.member;

import org.jspecify.annotations.NullMarked;
