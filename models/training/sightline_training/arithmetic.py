"""Detects the arithmetic that a device supports natively."""

import torch


def has_bfloat16(device: str) -> bool:
    """Whether the device multiplies bfloat16 natively. Emulating it (AVX2, plain AVX-512) takes eight times as long as float32."""
    if device == "cuda":
        return torch.cuda.is_bf16_supported()
    has = torch.cpu.get_capabilities()
    return any(has.get(name, False) for name in ("avx512_bf16", "amx_bf16", "bf16", "sve_bf16"))  # x86-64, then ARM
