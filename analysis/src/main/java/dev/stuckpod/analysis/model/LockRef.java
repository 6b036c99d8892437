package dev.stuckpod.analysis.model;

/**
 * A lock, channel or condition that the dump names.
 *
 * @param address as printed, the identity within one dump
 * @param type the class as printed; empty when not printed
 */
public record LockRef(String address, String type) {}
