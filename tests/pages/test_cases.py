"""The numbers by which the subject is known, and which must stand in the outputs of the chapters, digit for digit."""

import re

import pytest

from tools.chapters import Chapter, chapter_paths, only, texts

CASES = {
    "neuron": {
        "a neuron with three inputs": "35.7",
        "another one": "2.3",
        "a neuron with four inputs": "4.8",
    },
    "layer": {
        "a layer neuron by neuron": "1.21 2.385",
        "nested loops": "[4.8, 1.21, 2.385]",
        "a matrix product": "[4.8 1.21 2.385]",
        "the order matters": "shapes (4,) and (3,4) not aligned: 4 (dim 0) != 3 (dim 0)",
        "shapes": "(4,) (2, 4) (3, 2, 4)",
        "a ragged list": "inhomogeneous shape",
    },
    "batch": {
        "the batch does not fit": "shapes (3,4) and (3,4) not aligned: 4 (dim 1) != 3 (dim 0)",
        "the transpose": "[[ 4.8 1.21 2.385] [ 8.9 -1.81 0.2 ] [ 1.41 1.051 0.026]]",
        "sums": "45 [12 15 18] [ 6 15 24]",
        "keepdims": "(3,) (1, 3) (3, 1)",
        "row maximum subtracted": "[[-2 -1 0] [-2 -1 0] [-2 -1 0]]",
        "column maximum subtracted": "[[-6 -6 -6] [-3 -3 -3] [ 0 0 0]]",
        "the transpose of the other one": "[[ 4.8 8.9 1.41 ] [ 1.21 -1.81 1.051] [ 2.385 0.2 0.026]] True",
        "a loop beside a product": "more than ten times: True",
        "two arrays stretched": "(2, 1) (3,) [[110 120 130] [210 220 230]]",
        "second layer": "[[ 0.5031 -1.04185 -2.03875] [ 0.2434 -2.7332 -5.7633 ] [-0.99314 1.41254 -0.35655]]",
        "dense layers": "[[ 0.148296 -0.08397602] [ 0.14100315 -0.01340469] [ 0.20124979 -0.07290616]]",
        "spiral": "(300, 2) (300,)",
    },
    "activations": {
        "ReLU as a loop": "[0, 2, 0, 3.3, 0, 1.1, 2.2, 0]",
        "ReLU in NumPy": "[0. 2. 0. 3.3 0. 1.1 2.2 0. ]",
        "second row of the spiral": "[0.000000e+00 0.000000e+00 0.000000e+00 4.655045e-04 4.568462e-05]",
        "third row": "[0.0000000e+00 5.9346996e-05 0.0000000e+00 2.0357312e-04 6.1002438e-04]",
        "last row": "[0.10781793 0. 0. 0.08725619 0. ]",
        "a dead neuron does not move": "dead: 0.00 of the outputs have changed",
        "bumps follow a curve": "width 1.0: largest error 0.927 width 0.5: largest error 0.211",
        "narrow ones closely": "width 0.0625: largest error 0.004",
        "exponentials": "[121.51041752, 3.35348465, 10.85906266]",
        "probabilities": "[0.89528266, 0.02470831, 0.08000903] 1.0",
        "row sums": "[[ 135.72296484] [7333.35859605] [ 7.98280655]]",
        "batch, second row": "[9.99811129e-01 2.23163963e-05 1.66554348e-04]",
        "batch, third row": "[5.13097164e-01 3.58333899e-01 1.28568936e-01]",
        "overflow": "1000.0 inf",
        "first answer": "[[0.33333334 0.33333334 0.33333334] [0.33331734 0.33331832 0.33336434] [0.3332888 0.33329153 "
        "0.33341965] [0.33325943 0.33326396 0.33347666] [0.33323312 0.33323926 0.33352762]]",
    },
    "loss": {
        "one-hot by hand": "[[1 0] [0 1] [0 1] [1 0] [1 0]]",
        "cross-entropy of one sample": "0.35667494",
        "a batch": "[0.35667494 0.69314718 0.10536052] 0.38506088005216804",
        "the mean of the logarithms is the logarithm of the product": "0.38506088 0.35667494",
        "probability zero": "inf",
        "Wh": "[[ 0.27132064 -0.47924805 0.13364823 0.24880388]",
        "Wo": "[[ 0.04340494 -0.22163061]",
        "h1": "[[-0.72433282 -2.26463532 0.08585342 2.13004535]",
        "h2": "[[0.32118171 0.66159156]",
        "exponentials": "[[0.71147867 1. ] [0.33387229 1. ] [0.28698822 1. ] [0.52568947 1. ] [0.45186944 1. ]]",
        "softmax": "[[0.41570992 0.58429008]",
        "losses": "[0.87776756 0.2880862 0.25230477 1.06549102 1.16721398]",
        "the loss": "0.7301727079439226",
        "spiral, weights of 0.1": "1.098445 0.34",
        "spiral, weights of 0.01": "1.0986104 0.34",
    },
    "backprop": {
        "gradient on the inputs of a neuron": "dx [-3.0, -1.0, 2.0]",
        "gradient on its weights": "dw [1.0, -2.0, 3.0]",
        "after one step": "[-3.001, -0.998, 1.997] 0.999 5.985",
        "after two hundred": "[-3.3990955 -0.20180899 0.80271349]",
        "rounded once": "0.00019563778572677975 0.6009044964039991",
        "three neurons, first loss": "466.56",
        "step 180": "6.7858e-09",
        "last step": "5.9609e-10",
        "gradient on inputs": "[[ 0.44 -0.38 -0.07 1.37] [ 0.88 -0.76 -0.14 2.74] [ 1.32 -1.14 -0.21 4.11]]",
        "gradient on weights": "[[ 0.5 0.5 0.5] [20.1 20.1 20.1] [10.9 10.9 10.9] [ 4.1 4.1 4.1]]",
        "gradient on biases": "[[6. 6. 6.]]",
        "gradient of ReLU": "[[ 1 2 0 0] [ 5 0 0 8] [ 0 10 11 0]]",
        "one step of layer and ReLU": "[[ 0.179515 0.5003665 -0.262746 ] [ 0.742093 -0.9152577 -0.2758402] "
        "[-0.510153 0.2529017 0.1629592] [ 0.971328 -0.5021842 0.8636583]]",
        "its biases": "[[1.98489 2.997739 0.497389]]",
        "the seeded network": "0.7301727079439226",
        "trained until all five are right": "accuracy 1.0",
    },
    "optimizers": {
        "the gradient of a whole network": "agree: True",
        "largest rate in the ravine": "largest rate: 0.08",
        "momentum adds up": "[1.0, 1.9, 2.71, 3.44, 4.1, 4.69]",
        "bias correction": "step 1: average 0.200, corrected 2.000",
        "the curvature before the trembling": "after 500 steps: curvature 1.83",
        "the curvature after it": "after 550 steps: curvature 2.09",
        "a larger rate, a flatter valley": "two over the rate is 1, curvature ['1.17', '1.08', '1.13']",
        "momentum": "after 300 steps, momentum [0.62 0.66 0.74 0.59]",
        "a frozen parameter": "divided by the root of the sum: 0.0014",
        "without corrections": "step 10: 6.53 times too long",
        "the race": "after 300 steps, Adam [0.41 0.34 0.34 0.45]",
        "the best border": "right on 91 of 100 new points",
    },
    "training": {
        "mini-batches are right on average": "average equal: True",
        "sorted samples teach nothing": "as they come: [ 0 0 6000], right 0.33 to 0.33",
        "rounds of fit are one fit": "same: True",
        "a copy learns": "the original is as it was: True",
        "the same number of steps": "3000 steps",
        "the shopping list": "notes.npz is damaged, or it is not a file that save has written.",
        "a network comes back from its file": "same parameters: True",
        "rounding is wiped out": "float32: less than 1e-8 True, less than 1e-14 True",
    },
    "frameworks": {
        "the seeded network": "0.7301727079439226",
    },
}


CHAPTERS = {chapter.subject: chapter for chapter in map(Chapter, chapter_paths())}


@pytest.mark.parametrize("subject, name", [(subject, name) for subject, cases in CASES.items() for name in cases])
def test_the_chapter_prints(subject, name):
    code = only("code", CHAPTERS[subject].cells)
    printed = " ".join(" ".join(text for cell in code for text in texts(cell)).split())
    assert re.sub(r"\s+", " ", CASES[subject][name]) in printed
