package io.sightline.report.validation;

/**
 * The best F-score reached by any one confidence threshold shared by all classes.
 *
 * @param value 2 x precision x recall / (precision + recall), 0 to 1
 * @param threshold the confidence at which it is reached, 0 to 1
 */
public record BestF(double value, double threshold) {}
