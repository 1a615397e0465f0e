int a;
#define B \
 c
/* d */ klp_shadow_get("e
