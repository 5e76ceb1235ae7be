@echo off
rem Does on Windows what install-openvino does elsewhere; the version is named there.
setlocal
cd /d "%~dp0"
for /f "tokens=2 delims==" %%v in ('findstr /b "version=" install-openvino') do set "VERSION=%%v"
set "HERE=none"
if exist openvino\version set /p HERE=<openvino\version
if "%HERE%"=="%VERSION%" (
  echo OpenVINO %VERSION% is here.
  exit /b 0
)
set "PYTHON=python"
python -m pip --version >nul 2>nul || set "PYTHON=py -3"
%PYTHON% -m pip --version >nul 2>nul || (
  echo install-openvino: there is no pip. Install Python 3 with pip and run this again 1>&2
  exit /b 1
)
set "WHEEL=%TEMP%\sightline-openvino-%RANDOM%"
rem Any Python's wheel holds the same libraries: a Python newer than they know makes no difference.
%PYTHON% -m pip install -q --disable-pip-version-check --timeout 20 --retries 1 --no-deps --no-compile --only-binary :all: --python-version 3.12 --target "%WHEEL%" "openvino==%VERSION%" || (
  echo install-openvino: OpenVINO %VERSION% cannot be fetched; is there internet? 1>&2
  rmdir /s /q "%WHEEL%" 2>nul
  exit /b 1
)
if exist openvino.new rmdir /s /q openvino.new
mkdir openvino.new
rem What runs ONNX files on the processor; the rest of the package is for other files and other devices.
for /r "%WHEEL%" %%f in (*openvino.dll *openvino_c.dll *openvino_intel_cpu_plugin.dll *openvino_onnx_frontend.dll *tbb*.dll LICENSE* *third-party-programs.txt) do copy /y "%%f" openvino.new >nul
rmdir /s /q "%WHEEL%"
>openvino.new\version echo %VERSION%
if exist openvino rmdir /s /q openvino
ren openvino.new openvino || (
  echo install-openvino: the OpenVINO that is here is in use. Stop the station and run this again 1>&2
  exit /b 1
)
echo OpenVINO %VERSION% is in %CD%\openvino.
exit /b 0
