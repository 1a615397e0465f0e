#if 0
/* klp_patch */ #else
#endif
#else
klp_state\
_s "a\
" // b \
c
@@A@@ 1.5e+3
/*