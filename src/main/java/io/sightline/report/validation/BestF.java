package io.sightline.report.validation;

/**
 * The best F-score that one confidence threshold for all classes reaches.
 *
 * @param value 2 x precision x recall / (precision + recall), 0 to 1
 * @param threshold the confidence it takes, 0 to 1
 */
public record BestF(double value, double threshold) {}
