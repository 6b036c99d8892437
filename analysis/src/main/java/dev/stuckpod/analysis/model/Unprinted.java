package dev.stuckpod.analysis.model;

/**
 * Owners that a dump does not print, though it prints others: then a lock without one need not be
 * free.
 */
public enum Unprinted {
  NONE,
  /** Owners of locks that are made of Java code. */
  SYNCHRONIZERS,
  /** Of monitors, too. */
  ALL
}
