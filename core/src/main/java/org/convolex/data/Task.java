package org.convolex.data;

/** What there is to learn from images with ground truth. */
public enum Task {
    /** The class of an image: one of a finite set. */
    CLASSIFICATION("class labels"),
    /** One or several real numbers of an image. */
    REGRESSION("real targets");

    private final String truth;

    Task(String truth) {
        this.truth = truth;
    }

    /** What the ground truth of this task is called. */
    public String truth() {
        return truth;
    }
}
