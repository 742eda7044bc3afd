/* A BLAS that adds each sum of products in a random order. It stands before OpenBLAS by LD_PRELOAD, and has the functions that
   NumPy calls for arrays of one kind of number. Compiled once for each kind:

   cc -O2 -shared -fPIC -DREAL=double -DLETTER=d any_order.c -o any_order_d.so

   ORDER_SEED says which random orders. */

#include <stdint.h>
#include <stdlib.h>

#define JOIN(first, letter, last) first##letter##last
#define NAME(first, letter, last) JOIN(first, letter, last)
#define BLAS(function) NAME(scipy_cblas_, LETTER, function##64_)

typedef int64_t Int;
enum { ROW_MAJOR = 101, NOT_TRANSPOSED = 111, UPPER = 121 };

/* The entry in row i and column k is data[i * row + k * column]. */
typedef struct {
    const REAL *data;
    Int row;
    Int column;
} Matrix;

static Matrix matrix(int major, int transpose, const REAL *data, Int lead) {
    int by_rows = (major == ROW_MAJOR) == (transpose == NOT_TRANSPOSED);
    Matrix found = {data, by_rows ? lead : 1, by_rows ? 1 : lead};
    return found;
}

/* xorshift64: a random whole number below the limit. */
static Int random_below(Int limit) {
    static _Thread_local uint64_t state = 0;
    if (state == 0) {
        const char *seed = getenv("ORDER_SEED");
        state = 88172645463325252ULL + (seed ? strtoull(seed, NULL, 10) : 0) * 2654435761ULL;
    }
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (Int)(state % (uint64_t)limit);
}

/* The numbers 0 to n - 1, shuffled (Fisher and Yates). */
static const Int *random_order(Int n) {
    static _Thread_local Int *order = NULL;
    static _Thread_local Int room = 0;
    if (n > room) {
        order = realloc(order, n * sizeof(Int));
        if (order == NULL) abort();
        room = n;
    }
    for (Int i = 0; i < n; i++) order[i] = i;
    for (Int i = n - 1; i > 0; i--) {
        Int other = random_below(i + 1);
        Int kept = order[i];
        order[i] = order[other];
        order[other] = kept;
    }
    return order;
}

static REAL sum_of_products(Int n, const REAL *x, Int step_x, const REAL *y, Int step_y) {
    const Int *order = random_order(n);
    REAL sum = 0;
    for (Int i = 0; i < n; i++) sum += x[order[i] * step_x] * y[order[i] * step_y];
    return sum;
}

/* What was there counts only if beta is not zero: it may be NaN. */
static void put(REAL *place, REAL alpha, REAL sum, REAL beta) {
    REAL before = beta == 0 ? 0 : beta * *place;
    *place = alpha * sum + before;
}

/* With a negative step, BLAS begins at the far end. */
static Int start(Int n, Int step) {
    return step < 0 ? (1 - n) * step : 0;
}

REAL BLAS(dot)(Int n, const REAL *x, Int step_x, const REAL *y, Int step_y) {
    return sum_of_products(n, x + start(n, step_x), step_x, y + start(n, step_y), step_y);
}

void BLAS(gemv)(int major, int transpose, Int rows, Int columns, REAL alpha, const REAL *data, Int lead,
                const REAL *x, Int step_x, REAL beta, REAL *y, Int step_y) {
    Matrix a = matrix(major, transpose, data, lead);
    Int n_outputs = transpose == NOT_TRANSPOSED ? rows : columns;
    Int n_inputs = transpose == NOT_TRANSPOSED ? columns : rows;
    x += start(n_inputs, step_x);
    y += start(n_outputs, step_y);
    for (Int i = 0; i < n_outputs; i++) {
        REAL sum = sum_of_products(n_inputs, a.data + i * a.row, a.column, x, step_x);
        put(y + i * step_y, alpha, sum, beta);
    }
}

void BLAS(gemm)(int major, int transpose_a, int transpose_b, Int rows, Int columns, Int inner, REAL alpha,
                const REAL *data_a, Int lead_a, const REAL *data_b, Int lead_b, REAL beta, REAL *out, Int lead_out) {
    Matrix a = matrix(major, transpose_a, data_a, lead_a);
    Matrix b = matrix(major, transpose_b, data_b, lead_b);
    Matrix c = matrix(major, NOT_TRANSPOSED, out, lead_out);
    for (Int i = 0; i < rows; i++) {
        for (Int k = 0; k < columns; k++) {
            REAL sum = sum_of_products(inner, a.data + i * a.row, a.column, b.data + k * b.column, b.row);
            put(out + i * c.row + k * c.column, alpha, sum, beta);
        }
    }
}

/* A matrix times its own transpose: only one triangle of the result is written. */
void BLAS(syrk)(int major, int triangle, int transpose, Int n, Int inner, REAL alpha, const REAL *data, Int lead,
                REAL beta, REAL *out, Int lead_out) {
    Matrix a = matrix(major, transpose, data, lead);
    Matrix c = matrix(major, NOT_TRANSPOSED, out, lead_out);
    for (Int i = 0; i < n; i++) {
        Int first = triangle == UPPER ? i : 0;
        Int last = triangle == UPPER ? n - 1 : i;
        for (Int k = first; k <= last; k++) {
            REAL sum = sum_of_products(inner, a.data + i * a.row, a.column, a.data + k * a.row, a.column);
            put(out + i * c.row + k * c.column, alpha, sum, beta);
        }
    }
}
