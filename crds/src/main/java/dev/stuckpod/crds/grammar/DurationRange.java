package dev.stuckpod.crds.grammar;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a string that holds a duration as {@link Durations} reads it. The API server refuses
 * anything else, and what lies outside the range.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface DurationRange {

  /** The shortest that is accepted. */
  String min();

  /** The longest that is accepted. */
  String max();
}
