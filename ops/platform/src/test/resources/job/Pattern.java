package com.google.re2j;

/** Stands before the cluster's class of this name. */
public final class Pattern {}
