#include "self.h"
#include "../self.h"
struct klp_func f;
